// The stock client as a process: takes one JSON command a line, prints one JSON answer or event a line.
//   node client.mjs '{"url": "http://127.0.0.1:9092", "options": {"transports": ["websocket"]}}'
//   {"emit": ["join", "chatRoom", [42]], "id": 1}   ->  {"ack": 1, "value": {"ok": true, "room": "chat.42"}}
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const { url, options } = JSON.parse(process.argv[2]);
const print = (line) => console.log(JSON.stringify(line));
const socket = io(url, { forceNew: true, ...options });

socket.on("connect", () => print({ connected: true, recovered: socket.recovered, transport: socket.io.engine.transport.name }));
socket.on("connect_error", (error) => print({ refused: error.message }));
socket.on("disconnect", (reason) => print({ disconnected: reason }));
socket.onAny((event, ...args) => print({ event, args }));

createInterface({ input: process.stdin }).on("line", (line) => {
  const command = JSON.parse(line);
  socket.emit(...command.emit, (value) => print({ ack: command.id, value }));
}).on("close", () => {
  socket.close();
  process.exit(0);
});
