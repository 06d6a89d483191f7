// A server of the classic adapter with one client of its own, in room "chat.42".
// Reads commands as JSON lines: {"to": rooms, "nsp": namespace, "args": [event, ...]} with {"$bytes": base64} for a Buffer and, if so wished, "except" and "volatile",
// {"in": room, "do": "socketsJoin", "args": [...]} for what servers do to sockets, {"fetch": room};
// writes what the client hears as JSON lines, [event, ...], and of a fetch ["found", how many].
const { createServer } = require("node:http");
const readline = require("node:readline");
const { createClient } = require("redis");
const { Server } = require("socket.io");
const { io: connect } = require("socket.io-client");
const { createAdapter } = require("@socket.io/redis-adapter");

const revive = (key, value) => (value && value.$bytes ? Buffer.from(value.$bytes, "base64") : value);
const write = (line) => console.log(JSON.stringify(line));

function emit(io, { to, nsp, except, args, ...flags }) {
  const target = io.of(nsp).to(to).except(except ?? []);
  (flags.volatile ? target.volatile : target).emit(...args);
}

async function main() {
  const redis = createClient({ url: process.argv[2] });
  const listening = redis.duplicate();
  await Promise.all([redis.connect(), listening.connect()]);
  const http = createServer();
  const io = new Server(http, { adapter: createAdapter(redis, listening) });
  io.on("connection", (socket) => {
    socket.join("chat.42");
    write(["ready"]);
  });
  http.listen(0, "127.0.0.1", () => {
    const client = connect(`http://127.0.0.1:${http.address().port}`, { transports: ["websocket"] });
    client.onAny((...heard) => write(heard));
  });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const command = JSON.parse(line, revive);
    if (command.do) {
      io.in(command.in)[command.do](...command.args);
    } else if (command.fetch) {
      io.in(command.fetch).fetchSockets().then((sockets) => write(["found", sockets.length]), (failure) => write(["found", failure.message]));
    } else {
      emit(io, command);
    }
  }
  process.exit(0);
}

main();
