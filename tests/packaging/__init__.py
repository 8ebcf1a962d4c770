"""The product as it is installed: the wheel, the steps of the image, the Makefile."""
