"""Between the password and the second factor."""

from django.test import Client

ORIGIN = "http://localhost"


CODE = "/sign-in/code/"


def browser():
    return Client(headers={"host": "localhost"})


def who(client):
    return client.session.get("_auth_user_id")


def half_way(sign_in, person):
    client, answer = sign_in(person.email, client=browser())
    assert (answer.headers["Location"], who(client)) == (CODE, None)
    return client
