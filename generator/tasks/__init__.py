"""A song as programs read it: a task, with addresses of its sound that need no key."""
