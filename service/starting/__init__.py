"""What a set begins with, new or for the next year, and what of it the chosen documents need."""

from service.starting.narrowing import Narrowed, narrowed
from service.starting.new_set import check_starts, new_set
from service.starting.next_year import RolledOver, next_year

__all__ = ["Narrowed", "RolledOver", "check_starts", "narrowed", "new_set", "next_year"]
