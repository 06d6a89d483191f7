"""A background worker with the real python-socketio: a manager that only writes. Reads JSON lines of emit's arguments."""
import json
import sys

import socketio

manager = socketio.RedisManager(sys.argv[1], write_only=True)
print('["ready"]', flush=True)
for line in sys.stdin:
    call = json.loads(line)
    data = tuple(call["arguments"]) if "arguments" in call else call.get("data")
    manager.emit(call["event"], data, namespace=call.get("namespace", "/"), room=call.get("room"))
