"""Who may do what at the desk, and what a hostile client or report gets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from web.conftest import browser, served

from corrobora.casebook.case import add
from corrobora.casebook.people import log, put_account, remove_account
from corrobora.casebook.store import Casebook
from corrobora.casebook.tables import key_of
from corrobora.errors import SettingsError
from corrobora.settings import Settings
from corrobora.web.app import create_app
from corrobora.web.limits import Bucket
from corrobora.web.users import hashed

PASSWORD = "nine dry wells"
NOTE = {"decision": "note", "words": ["a-wire", "seen"], "seen": 10**6}


@pytest.fixture
def new_case(tmp_path: Path) -> Callable[[], str]:
    """None of this hangs on the database."""
    return lambda: str(tmp_path / "desk.case")


@pytest.fixture
def team(case: str, settings: Settings) -> Iterator[str]:
    """The address of a desk with three users, one of each role."""
    with Casebook(case) as book:
        for name, role in (("rea", "reader"), ("ana", "analyst"), ("ada", "admin")):
            put_account(book, name, role, hashed(PASSWORD))  # type: ignore[arg-type]
    with served(create_app(case, settings.model_copy(update={"desk_users": "passwords"}))) as address:
        yield address


def log_in(client: httpx.Client, name: str, password: str = PASSWORD) -> httpx.Response:
    """Fills in the form, as a browser does."""
    page = client.get("/login").text
    csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
    answer = client.post("/login", data={"name": name, "password": password, "csrf": csrf})
    if answer.status_code == 303:
        client.headers["X-CSRF-Token"] = client.get("/api/session").json()["csrf"]
    return answer


def test_nobody_sees_anything_before_logging_in(team: str) -> None:
    with httpx.Client(base_url=team, trust_env=False) as client:
        paths = client.get("/api/health").status_code, client.get("/static/desk.css").status_code
        assert paths == (200, 200)
        for path in ("/api/case", "/api/events", "/api/live", "/api/export/ucdp", "/api/openapi.json", "/api/nothing"):
            assert client.get(path).status_code == 401, path
        assert client.get("/").headers["location"] == "/login"
        assert log_in(client, "ana", "nine wet wells").status_code == 401
        assert log_in(client, "nobody").status_code == 401
        assert client.get("/api/case").status_code == 401


@pytest.mark.parametrize(("name", "decides", "audits"), [("rea", 403, 403), ("ana", 201, 403), ("ada", 201, 200)])
def test_each_role_does_what_it_may(team: str, name: str, decides: int, audits: int) -> None:
    with httpx.Client(base_url=team, timeout=60, trust_env=False) as client:
        assert log_in(client, name).status_code == 303
        assert client.get("/api/session").json()["role"] == {"rea": "reader", "ana": "analyst", "ada": "admin"}[name]
        assert client.post("/api/judgements", json=NOTE).status_code == decides
        files = {"files": ("x.txt", b"")}
        assert client.post("/api/uploads", files=files).status_code == (403 if name == "rea" else 415)
        assert client.get("/api/audit").status_code == audits


def test_a_session_ends_with_logout_and_with_its_user(team: str, case: str) -> None:
    with httpx.Client(base_url=team, timeout=60, trust_env=False) as client:
        log_in(client, "ana")
        held = {"Cookie": f"corrobora_session={client.cookies['corrobora_session']}"}
        assert client.get("/api/case", headers=held).status_code == 200
        client.post("/logout", data={"csrf": client.headers["X-CSRF-Token"]})
        assert client.get("/api/case", headers=held).status_code == 401
        log_in(client, "ana")
        assert client.get("/api/case").status_code == 200
        with Casebook(case) as book:
            remove_account(book, "ana")
        assert client.get("/api/case").status_code == 401


def test_logging_in_gives_another_session_than_one_that_was_planted(team: str) -> None:
    with httpx.Client(base_url=team, timeout=60, trust_env=False) as client:
        client.get("/login")
        before = client.cookies["corrobora_session"]
        answer = log_in(client, "ana")
        assert client.cookies["corrobora_session"] != before
        told = answer.headers["set-cookie"]
        assert "HttpOnly" in told and "SameSite=strict" in told


def test_what_was_done_is_in_the_audit_log_and_no_secret_is_kept(team: str, case: str) -> None:
    with httpx.Client(base_url=team, timeout=60, trust_env=False) as client:
        log_in(client, "ana", "nine wet wells")
        log_in(client, "ana")
        made = client.post("/api/judgements", json=NOTE).json()["id"]
        client.get("/api/export/ucdp")
        session = client.cookies["corrobora_session"]
    with Casebook(case) as book:
        lines = [done for _, done in log(book)][::-1]
    assert [(done.who, done.what) for done in lines] == [
        ("ana", "login refused"), ("ana", "login"), ("ana", "judgement"), ("ana", "export"),
    ]
    assert lines[2].about == {"id": made, "decision": "note"}
    assert {done.address for done in lines} == {"127.0.0.1"}
    kept = b"".join(path.read_bytes() for path in Path(case).parent.glob("desk.case*"))
    assert made.encode() in kept
    for secret in (PASSWORD, "wet wells", session):
        assert secret.encode() not in kept


def test_guessing_passwords_is_slowed_down(team: str) -> None:
    with httpx.Client(base_url=team, timeout=60, trust_env=False) as client:
        answers = [client.post("/login", data={"name": "ana", "password": "x", "csrf": "x"}) for _ in range(12)]
        assert answers[-1].status_code == 429
        assert int(answers[-1].headers["retry-after"]) > 0


def test_a_bucket_fills_again() -> None:
    bucket = Bucket(2, 1e9)
    assert [bucket.take("a") for _ in range(50)] == [0.0] * 50
    slow = Bucket(2, 1e-9)
    assert [slow.take("a") == 0 for _ in range(3)] == [True, True, False]
    assert slow.take("b") == 0


def test_a_proxy_names_the_user_and_nobody_else_does(case: str, settings: Settings) -> None:
    with Casebook(case) as book:
        put_account(book, "ana", "analyst", None)
    own = settings.model_copy(update={"desk_users": "header"})
    with served(create_app(case, own)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("/api/case").status_code == 401
        roles = {
            name: client.get("/api/session", headers={"X-Remote-User": name}).json()["role"] for name in ("ana", "guest")
        }
        assert roles == {"ana": "analyst", "guest": "reader"}
    elsewhere = own.model_copy(update={"desk_proxies": ("10.9.9.9",)})
    with served(create_app(case, elsewhere)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("/api/session", headers={"X-Remote-User": "ana"}).status_code == 401


def test_beyond_this_machine_there_are_users(case: str, settings: Settings) -> None:
    with pytest.raises(SettingsError, match="needs users"):
        create_app(case, settings, host="0.0.0.0")


def test_another_name_for_this_machine_gets_nothing(client: httpx.Client) -> None:
    """DNS rebinding: a hostile site's name that leads here."""
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "0.0.0.0"):
        assert client.get("/api/case", headers={"Host": host}).status_code == 421, host
    assert client.get("/api/case", headers={"Host": "localhost"}).status_code == 200


def test_every_answer_has_the_headers(client: httpx.Client) -> None:
    for path in ("/", "/api/case", "/api/events/e-000000000000", "/nothing", "/static/nothing", "/api/events?size=x"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';"), path
        assert "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
        assert headers["cross-origin-opener-policy"] == "same-origin"


def test_another_site_changes_nothing(client: httpx.Client) -> None:
    assert client.post("/api/judgements", json=NOTE, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.get("/api/judgements").json()["items"] == []


def test_a_large_body_is_refused_whatever_its_length_is_said_to_be(client: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 100_000

    answer = client.post("/api/judgements", content=endless(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert client.post("/api/judgements", content=b"x" * 1_000_001).status_code == 413


@pytest.mark.parametrize("path", [
    "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fsettings.py", "/static//etc/passwd",
    "/api/events/..%2f..%2fetc%2fpasswd", "/api/articles/..%2f..%2fetc%2fpasswd", "/api/articles/%00", "/api/export/../x",
    "/api/uploads/..%2f..%2fetc%2fpasswd", "/api/entities/e-' OR 1=1", "/api/export/file:%2f%2f%2fetc%2fpasswd",
])  # fmt: skip
def test_no_path_reaches_the_file_system(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 422)
    assert "root:" not in answer.text and "create_app" not in answer.text


HOSTILE = [
    "<script>alert(1)</script> 12 people were killed in Moussoro on Saturday, <img src=x onerror=alert(2)> the prefect said.",
    "\"><svg onload=alert(3)> Gunmen killed 13 people in Moussoro on Saturday, the prefect said. {{ 7*7 }} ${7*7} {% raw %}",
    "Gunmen killed 14 people in Moussoro on Saturday, </textarea></title><script src=//evil.example/x.js></script> he said.",
    "javascript:alert(4) Gunmen killed 15 people \u202e in Moussoro\u2066 on Saturday,\u0000 the prefect said. ]]>",
    "=cmd|' /C calc'!A0 Gunmen killed 16 people in Moussoro on Saturday, @SUM(1+1) the prefect said.",
]
"""Reports that would like to be more than text."""


def test_hostile_reports_are_inert(new_case: Callable[[], str], settings: Settings) -> None:
    case = new_case()
    rows = [
        {"id": f"<b>{n}'\"</b>/../{n}", "title": text[:60], "text": text, "outlet": "<i>x</i>", "url": "javascript:alert(5)",
         "language": "en"} for n, text in enumerate(HOSTILE)
    ]
    with Casebook(case, create=True) as book:
        add(book, rows, settings)
    with served(create_app(case, settings)) as address, browser(address) as client:
        pages = [client.get("/"), client.get("/", params={"q": "<script>alert(6)</script>"})]
        for item in client.get("/api/events").json()["items"]:
            found = client.get(f"/api/events/{item['id']}")
            assert found.headers["content-type"] == "application/json"
            for article in found.json()["articles"]:
                own = client.get(f"/api/articles/{key_of(article['id'])}").json()["article"]
                assert (own["id"], own["text"]) == (article["id"], article["text"])
            pages.append(client.get(f"/events/{item['id']}"))
        for page in pages:
            for raw in ("<script>alert", "<img src=x", "<svg onload", "<i>x</i>", "<script src=//", 'href="javascript:'):
                assert raw not in page.text, (page.url, raw)
        for line in client.get("/api/export/reports").text.splitlines():
            assert not line.startswith(("=", "@"))


def test_an_upload_is_read_and_told(client: httpx.Client) -> None:
    text = b"Raid on Ngouri\n\nGunmen killed nine people in Ngouri on Sunday, the prefect Idriss Salah said.\n"
    made = client.post("/api/uploads", files=[("files", ("../../etc/new.txt", text)), ("files", ("b.txt", text + b"More."))],
                       data={"outlet": "The late", "published": "2031-03-20"})
    assert made.status_code == 202
    own = made.json()
    assert own["files"] == ["new.txt", "b.txt"]
    with client.stream("GET", "/api/live", timeout=60) as stream:
        for line in stream.iter_lines():
            if line.startswith("event: shown"):
                break
    done = client.get(f"/api/uploads/{own['id']}").json()
    assert (done["new"], done["error"], done["unread"]) == (2, None, [])
    listed = client.get("/api/articles", params={"outlet": "late"}).json()
    assert [(row["published"], row["outlet"]) for row in listed["items"]] == [("2031-03-20", "The late")] * 2
    assert client.get("/api/events", params={"q": "Ngouri"}).json()["total"] >= 1


@pytest.mark.parametrize(("name", "data", "status"), [
    ("x.pdf", b"%PDF-1.4 ...", 415), ("x.txt", b"", 415), ("x.zip", b"PK\x03\x04" + bytes(100), 415),
    ("gkg.csv", b"12345678\t20310101000000\t20310101000000\t1\texample.org\thttp://127.0.0.1/x\t1\n" * 3, 415),
])  # fmt: skip
def test_an_upload_of_another_kind_is_refused(client: httpx.Client, name: str, data: bytes, status: int) -> None:
    assert client.post("/api/uploads", files={"files": (name, data)}).status_code == status


def test_uploads_are_limited_in_number_and_size(case: str, settings: Settings) -> None:
    small = settings.model_copy(update={"max_bytes": 1000})
    with served(create_app(case, small)) as address, browser(address) as client:
        many = [("files", (f"{n}.txt", b"x")) for n in range(51)]
        assert client.post("/api/uploads", files=many).status_code == 422
        assert client.post("/api/uploads", files={"files": ("x.txt", b"x" * 1001)}).status_code == 413
        assert client.get("/api/case").json()["counts"]["articles"] == 3


def test_exports_are_those_of_the_command_line(client: httpx.Client, case: str, settings: Settings, tmp_path: Path) -> None:
    import io

    from corrobora.casebook.case import assembled
    from corrobora.export import FORMATS, export

    with Casebook(case) as book:
        whole = assembled(book, settings)
    for name in FORMATS:
        out = io.StringIO()
        export(whole, name, out)
        assert client.get(f"/api/export/{name}").text == out.getvalue(), name
    from corrobora.brief.html import html
    from corrobora.brief.markdown import markdown

    assert client.get("/api/export/html").text == html(whole)
    assert client.get("/api/export/markdown").text == markdown(whole)
    told = json.loads(client.get("/api/export/case").text)
    assert told["events"] == whole.to_dict()["events"]
    assert client.get("/api/export/nothing").status_code == 422


def test_a_colleague_is_told_what_happens_and_what_was_missed(client: httpx.Client) -> None:
    version = client.get("/api/case").json()["version"]
    made = client.post("/api/judgements", json=NOTE).json()
    with client.stream("GET", "/api/live", headers={"Last-Event-ID": str(version)}, timeout=60) as stream:
        lines = iter(stream.iter_lines())
        event = next(line for line in lines if line == "event: judgement")
        data = json.loads(next(lines).removeprefix("data: "))
    assert event and data["version"] == made["version"]
    assert [(j["id"], j["decision"], j["target"]) for j in data["judgements"]] == [(made["id"], "note", "a-wire")]
