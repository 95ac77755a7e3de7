"""Reading and comparing on many machines, or on all cores of one: the same steps on Spark or in a pool of processes."""
