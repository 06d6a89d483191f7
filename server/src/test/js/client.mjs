// The stock client as a process: takes one JSON command a line, prints one JSON answer or event a line.
//   node client.mjs '{"url": "http://127.0.0.1:9092", "options": {"transports": ["websocket"]}, "namespaces": ["/"]}'
//   {"emit": ["join", "chatRoom", [42]], "id": 1}   ->  {"ack": 1, "value": {"ok": true, "room": "chat.42"}}
//   {"emit": [...], "id": 2, "in": "/side"}             the same, over the namespace's socket
//   {"cut": "http://127.0.0.1:9093"}                    loses its connection, and tries to come back there
//   {"to": "http://127.0.0.1:9094"}                     from now on tries there
// An event that asks for an acknowledgement is acknowledged with "heard".
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const { url, options, namespaces } = JSON.parse(process.argv[2]);
const print = (line) => console.log(JSON.stringify(line));
const root = io(url, { forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 200, ...options });
const sockets = { "/": root };
for (const name of namespaces ?? []) {
  sockets[name] ??= root.io.socket(name, { auth: options.auth });
}

for (const socket of Object.values(sockets)) {
  socket.on("connect", () => print({ connected: true, id: socket.id, recovered: socket.recovered, transport: socket.io.engine.transport.name }));
  socket.on("connect_error", (error) => print({ refused: error.message, data: error.data }));
  socket.on("disconnect", (reason) => print({ disconnected: reason }));
  socket.onAny((event, ...args) => {
    if (typeof args.at(-1) === "function") {
      args.pop()("heard");
    }
    print({ event, args });
  });
}
root.io.on("open", () => root.io.engine.on("upgrade", (transport) => print({ upgraded: transport.name })));

// As a network does: the client says no goodbye.
function cut(transport) {
  if (transport.ws) {
    transport.ws.close();
  } else {
    transport.write = () => {};
    process._getActiveHandles().filter((handle) => handle.remotePort).forEach((socket) => socket.destroy());
  }
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const command = JSON.parse(line);
  if (command.cut) {
    root.io.uri = command.cut;
    cut(root.io.engine.transport);
  } else if (command.to) {
    root.io.uri = command.to;
  } else {
    sockets[command.in ?? "/"].emit(...command.emit, (value) => print({ ack: command.id, value }));
  }
}).on("close", () => {
  root.io._close();
  process.exit(0);
});
