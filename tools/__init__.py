"""What `./dev` is made of; the parts that run before the environment exists use the standard library alone."""
