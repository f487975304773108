"""How minutes are built: rows, what opens items and sections, what an item came to. `referat.minutes` is the door."""
