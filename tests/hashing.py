"""Argon2 as the product uses it, of one pass over little memory: tests sign in hundreds of times."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickHasher(Argon2PasswordHasher):
    time_cost = 1
    memory_cost = 8
    parallelism = 1
