"""The commands about people: who may come in, and what they think of the answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli_base import DONE, HOME, Home, Json, print_json, say
from corpus.errors import UsageError

if TYPE_CHECKING:
    from assistant.people.accounts import Accounts, Role

AuthFile = Annotated[
    Path | None,
    typer.Option("--auth-file", help="Accounts file; else accounts.json in the home. / 账户文件。"),
]
Name = Annotated[str, typer.Argument(help="The user's name. / 用户名。")]
RoleOption = Annotated[str, typer.Option("--role", help="reader or editor. / 读者或编辑者。")]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input. / 从标准输入读密码。")
]

user_app = typer.Typer(
    help="Who may come in to the page, and who may change documents. / 管理网页账户。",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def add_people_commands(app: typer.Typer) -> None:
    """Put them on the command line."""
    app.add_typer(user_app, name="user")
    app.command()(feedback)


def accounts_in_force(home: Path, auth_file: Path | None) -> Accounts | None:
    """The accounts that the page asks: of the file named, else of the home; None where there are none.

    Raises:
        UsageError: The file named is not there.
    """
    from assistant.people.accounts import ACCOUNTS_FILE, Accounts

    path = auth_file or home / ACCOUNTS_FILE
    if path.exists():
        return Accounts(path)
    if auth_file is None:
        return None
    raise UsageError(
        f'{auth_file} is not there. Make it with "policy-assistant user add NAME --role editor --auth-file {auth_file}".'
    )


@user_app.command("add")
def user_add(
    name: Name,
    role: RoleOption = "reader",
    from_input: FromInput = False,
    auth_file: AuthFile = None,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """Give somebody an account. / 添加账户。"""
    accounts, wanted = _accounts(home, auth_file), _role(role)
    account = accounts.add(name, _password(from_input), wanted)
    if as_json:
        print_json({"name": account.name, "role": account.role})
    else:
        print(f"{account.name} ({account.role}) → {accounts.path}")
    return DONE


@user_app.command("list")
def user_list(auth_file: AuthFile = None, as_json: Json = False, home: Home = HOME) -> int:
    """Who has an account. / 列出账户。"""
    held = _accounts(home, auth_file).all()
    if as_json:
        print_json([{"name": one.name, "role": one.role} for one in held])
        return DONE
    for one in held:
        print(f"{one.role:<8}{one.name}")
    if not held:
        say('There are no accounts yet. Make one with "policy-assistant user add NAME --role editor".')
    return DONE


@user_app.command("remove")
def user_remove(name: Name, auth_file: AuthFile = None, as_json: Json = False, home: Home = HOME) -> int:
    """Take an account away, with its conversations; whoever uses it is out at once. / 删除账户及其对话。"""
    from assistant.people.conversations import Conversations

    account = _accounts(home, auth_file).remove(name)
    dropped = Conversations(home).forget(f"account:{account.id}")
    if as_json:
        print_json({"removed": account.name, "conversations": dropped})
    else:
        print(f"- {account.name} ({dropped} conversations)")
    return DONE


@user_app.command("passwd")
def user_passwd(
    name: Name,
    from_input: FromInput = False,
    auth_file: AuthFile = None,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """Set another password. / 修改密码。"""
    accounts = _accounts(home, auth_file)
    if accounts.find(name) is None:
        raise UsageError(
            f'There is no user "{name}" in {accounts.path}. "policy-assistant user list" shows who is there.'
        )
    account = accounts.set_password(name, _password(from_input))
    if as_json:
        print_json({"changed": account.name})
    else:
        print(account.name)
    return DONE


@user_app.command("role")
def user_role(
    name: Name,
    role: Annotated[str, typer.Argument(help="reader or editor. / 读者或编辑者。")],
    auth_file: AuthFile = None,
    as_json: Json = False,
    home: Home = HOME,
) -> int:
    """Make a reader an editor, or the reverse. / 修改权限。"""
    account = _accounts(home, auth_file).set_role(name, _role(role))
    if as_json:
        print_json({"name": account.name, "role": account.role})
    else:
        print(f"{account.name} ({account.role})")
    return DONE


def feedback(as_json: Json = False, home: Home = HOME) -> int:
    """What people think of the answers on the page, the latest last. / 用户对回答的评价。"""
    from assistant.people.conversations import Conversations
    from assistant.plain import plain

    said = Conversations(home).feedback()
    if as_json:
        print_json([one.as_json() for one in said])
        return DONE
    for one in said:
        told = one.as_json()
        head = f"{told['at']}  {'+' if one.good else '-'}  {one.name or '?'}"
        lines = (head, one.question, one.answer.text, one.reason)
        print("\n   ".join(plain(" ".join(line.split())) for line in lines if line.strip()) + "\n")
    if not said:
        say("Nobody has said anything yet: thumbs below each answer on the page.")
    return DONE


def _accounts(home: Path, auth_file: Path | None) -> Accounts:
    from assistant.people.accounts import ACCOUNTS_FILE, Accounts

    return Accounts(auth_file or home / ACCOUNTS_FILE)


def _role(role: str) -> Role:
    from assistant.people.accounts import ROLES

    for known in ROLES:
        if role == known:
            return known
    raise UsageError(f'"{role}" is no role. Use --role reader or --role editor.')


def _password(from_input: bool) -> str:
    """A password typed twice, unseen; or one line of standard input, for a script."""
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError(
            "There is nobody here to type a password. Give it on standard input with --password-stdin."
        )
    return str(typer.prompt("Password / 密码", hide_input=True, confirmation_prompt=True, err=True))
