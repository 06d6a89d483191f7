// A Node server of the cluster with one client of its own, in room "room".
// Reads commands as JSON lines, {"to": room, "args": [event, ...]} with {"$bytes": base64} for a Buffer;
// writes what the client hears as JSON lines, [event, ...].
const { createServer } = require("node:http");
const readline = require("node:readline");
const { createClient } = require("redis");
const { Server } = require("socket.io");
const { io: connect } = require("socket.io-client");
const { createAdapter } = require("@socket.io/redis-streams-adapter");

const revive = (key, value) => (value && value.$bytes ? Buffer.from(value.$bytes, "base64") : value);

async function main() {
  const redis = createClient({ url: process.argv[2] });
  redis.on("error", () => {});
  await redis.connect();
  const http = createServer();
  const io = new Server(http, { adapter: createAdapter(redis) });
  io.on("connection", (socket) => socket.join("room"));
  http.listen(0, "127.0.0.1", () => {
    const client = connect(`http://127.0.0.1:${http.address().port}`, { transports: ["websocket"] });
    client.onAny((...heard) => console.log(JSON.stringify(heard)));
    // its reader begins at "$" and knows its position only once it has read: wait for its own first entry
    const warm = setInterval(() => io.to("room").emit("warm"), 50);
    client.once("warm", () => {
      clearInterval(warm);
      console.log('["ready"]');
    });
  });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const command = JSON.parse(line, revive);
    io.to(command.to).emit(...command.args);
  }
  process.exit(0);
}

main();
