"""Long tasks and running notebooks."""

from __future__ import annotations

from tests.parity.scene import Scene


def waiting(see: Scene) -> None:
    see.tasks("RUNNING", "RUNNING", "RUNNING", "DONE")
    future = see("begin", see.client.push_base_images())
    see("has a result", future.has_result())
    see("wait", future.wait_for_result())
    see("result", future.get_result())
    see("state", future.state)
    see("state, read", future.get_state())
    see("peek", future.peek_state())
    see("state after the peek", [future.state, future.state_is_peek])
    see("result after the peek", future.get_result())
    again = see("by id", see.client.get_future(future.job_id))
    see("result by id", again.get_result())
    see("wait by id", see.client.get_future(future.job_id).wait_for_result())
    see.error("unknown", see.client.get_future("nothing").wait_for_result)


def failing(see: Scene) -> None:
    see.tasks("RUNNING", "FAILED")
    future = see.client.push_base_images()
    see.error("not ready", future.get_result)
    see.error("wait", future.wait_for_result)
    see.error("result", future.get_result)
    see.error("state", future.get_state)
    see.tasks("RUNNING")
    see.error("never ready", see.client.push_base_images().get_result)


def lists(see: Scene) -> None:
    client = see.client
    see("none", client.list_futures())
    see.tasks("RUNNING")
    client.push_base_images()
    see("one", client.list_futures())
    see("of all users", client.list_futures(all_users=True))
    [future] = see("objects", client.list_futures(as_objects=True, all_users=True))
    see("scenarios", client.list_running_scenarios())
    see("scenarios of all", client.list_running_scenarios(all_users=True))
    see("of somebody else", see.connect("alice-key").list_futures())
    see.error("somebody else's", see.connect("alice-key").get_future(future.job_id).get_state)
    see.error("abort somebody else's", see.connect("alice-key").get_future(future.job_id).abort)
    see("abort", future.abort())
    see("aborted", client.get_future(future.job_id).get_state())
    see("none again", client.list_futures())
    see.error("abort nothing", client.get_future("nothing").abort)


def results(see: Scene) -> None:
    kind = see.module("dss.future").DSSFuture
    done = {"hasResult": True, "result": {"a": 1}, "alive": False}
    see("of an answer", kind.from_resp(see.client, done))
    see("its result", kind.from_resp(see.client, done).wait_for_result())
    wrapped = kind.from_resp(see.client, done, result_wrapper=lambda result: [result])
    see("wrapped", wrapped.wait_for_result())
    see("has", kind.from_resp(see.client, done).has_result())
    see("if needed, not", kind.get_result_wait_if_needed(see.client, {"result": 5}))
    answer = see.client._perform_json("POST", "/admin/container-exec/actions/push-base-images")
    see("if needed", kind.get_result_wait_if_needed(see.client, answer))


def notebooks(see: Scene) -> None:
    client = see.client
    see("as dicts", client.list_running_notebooks(as_objects=False))
    [notebook] = see("list", client.list_running_notebooks())
    see("state", notebook.get_state())
    see("sessions", notebook.get_sessions())
    [other] = client.get_project("PENGUINS").list_running_notebooks()
    see("unload", other.unload())
    fresh = see.module("dss.notebook").DSSNotebook(client, "PENGUINS", "Explore the penguins")
    see("state, read", fresh.get_state())
    see.error("not running", fresh.unload)
    see("sessions of none", fresh.get_sessions())
    see("list again", client.list_running_notebooks())
    missing = see.module("dss.notebook").DSSNotebook(client, "PENGUINS", "Nothing")
    see.error("no such notebook", missing.get_state)
    session = notebook.get_sessions()[0]["sessionId"]
    see.error("unload twice", notebook.unload, session)
