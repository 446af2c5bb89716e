import pytest
from accord.foundation.kernel.roles import Role
from django.urls import reverse
pytestmark = pytest.mark.django_db
NAMES = ["admin:me","admin:absence-plan","admin:tokens","admin:token-make","admin:notices","admin:notice-preferences","admin:colleagues","admin:people","admin:departments","admin:department-add","admin:invitations","admin:invite","admin:services","admin:service-make","admin:trail","admin:jobs","admin:mails","mfa_index","account_mail","account_recovery_codes","account_change_password","account_logout","account_reauthenticate"]
@pytest.mark.parametrize("name", NAMES)
def test_it(name, as_role):
    r = as_role(Role.ADMINISTRATOR).get(reverse(name))
    assert r.status_code in (200,302), r.status_code
    print(name, r.status_code, r.headers.get("Location"))
@pytest.mark.parametrize("name", ["account_login","account_reset_password","account_reset_password_done","account_reset_password_from_key_done"])
def test_door(name, client):
    assert client.get(reverse(name)).status_code == 200
def test_gone(client):
    assert client.get("/welcome/xxx/").status_code == 410
    assert client.get("/me/mail/xxx/").status_code == 200
    assert client.get("/forgotten/1-abc/").status_code == 200
