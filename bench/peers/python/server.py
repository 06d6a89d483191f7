"""python-socketio with its Redis manager as a peer of the bench: as peers/node/server.js. Takes the Redis URL."""
import asyncio
import json
import sys

import socketio
from aiohttp import web

io = socketio.AsyncServer(async_mode="aiohttp", client_manager=socketio.AsyncRedisManager(sys.argv[1]))


@io.on("join")
async def join(sid, room, arguments):
    io.enter_room(sid, f"bench.{arguments[0]}")
    return {"ok": True}


async def trigger(request):
    ask = json.loads(await request.text())
    for i in range(ask["times"]):
        await io.emit("Bench", ask["message"], room=f"bench.{(ask['room'] + i) % ask['rooms']}")
    return web.Response()


async def listen(app):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=4096).start()
    return runner.addresses[0][1]


async def main():
    clients = web.Application()
    io.attach(clients)
    triggers = web.Application()
    triggers.router.add_post("/trigger", trigger)
    print(f"Admin API  http://127.0.0.1:{await listen(triggers)}")
    print(f"Socket.IO  http://127.0.0.1:{await listen(clients)}", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
