// A Node server of the cluster with one client of its own, in room "room".
// Reads commands as JSON lines: {"to": room, "args": [event, ...]} with {"$bytes": base64} for a Buffer and, if so wished, "except", "volatile", "compress",
// {"in": room, "do": "socketsJoin", "args": [...]} for what servers do to sockets, {"fetch": room} for what they know of them, {"servers": event}, {"ask": room, "args": [...]} for what clients acknowledge;
// writes what the client hears as JSON lines, [event, ...], and answers as ["answer", ...].
const { createServer } = require("node:http");
const readline = require("node:readline");
const { createClient } = require("redis");
const { Server } = require("socket.io");
const { io: connect } = require("socket.io-client");
const { createAdapter } = require("@socket.io/redis-streams-adapter");

const revive = (key, value) => (value && value.$bytes ? Buffer.from(value.$bytes, "base64") : value);
const write = (line) => console.log(JSON.stringify(line));

function emit(io, { to, except, args, ...flags }) {
  let target = io.to(to).except(except ?? []);
  if (flags.volatile) {
    target = target.volatile;
  }
  if ("compress" in flags) {
    target = target.compress(flags.compress);
  }
  target.emit(...args);
}

async function main() {
  const redis = createClient({ url: process.argv[2] });
  redis.on("error", () => {});
  await redis.connect();
  const http = createServer();
  const io = new Server(http, { adapter: createAdapter(redis) });
  io.on("connection", (socket) => socket.join("room"));
  http.listen(0, "127.0.0.1", () => {
    const client = connect(`http://127.0.0.1:${http.address().port}`, { transports: ["websocket"] });
    client.onAny((...heard) => write(heard));
    client.on("question", (number, acknowledge) => acknowledge(["node", number]));
    client.on("disconnect", (reason) => write(["disconnect", reason]));
    // its reader begins at "$" and knows its position only once it has read: wait for its own first entry
    const warm = setInterval(() => io.to("room").emit("warm"), 50);
    client.once("warm", () => {
      clearInterval(warm);
      write(["ready"]);
    });
  });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const command = JSON.parse(line, revive);
    if (command.do) {
      io.in(command.in)[command.do](...command.args);
    } else if (command.fetch) {
      io.in(command.fetch).fetchSockets().then(
        (sockets) => write(["answer", sockets.map(({ id, rooms, data, handshake }) => [id, [...rooms], data, handshake.address])]),
        (failure) => write(["answer", failure.message]));
    } else if (command.ask) {
      io.to(command.ask).timeout(5000).emitWithAck(...command.args).then(
        (answers) => write(["answer", answers]),
        (failure) => write(["answer", failure.message]));
    } else if (command.servers) {
      io.serverSideEmit(command.servers, (failure, answers) => write(["answer", failure, answers]));
    } else {
      emit(io, command);
    }
  }
  process.exit(0);
}

main();
