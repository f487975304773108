"""Dates: the forms they are written in, what their surroundings say of the year, and the calendar."""
