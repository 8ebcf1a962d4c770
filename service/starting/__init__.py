"""What a set begins with: the federal model's wording for a new one, last year's data for the next."""

from service.starting.new_set import check_starts, new_set
from service.starting.next_year import RolledOver, next_year

__all__ = ["RolledOver", "check_starts", "new_set", "next_year"]
