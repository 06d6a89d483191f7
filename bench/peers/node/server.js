// Node's Socket.IO as a peer of the bench: a client joins rooms by "join"; POST /trigger broadcasts to one, or to several in a row.
// Two words make it a node of a cluster: classic or streams, and the Redis URL.
const http = require("http");
const { Server } = require("socket.io");

const ROUTES = {
  "/trigger": ({ room, rooms, times, message }) => {
    for (let i = 0; i < times; i++) {
      io.to(`bench.${(room + i) % rooms}`).emit("Bench", message);
    }
  },
  "/gc": () => global.gc(),
};

const trigger = http.createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    ROUTES[request.url](body && JSON.parse(body));
    response.writeHead(200, { "Content-Length": 0 }).end();
  });
});

const clients = http.createServer();
const io = new Server(clients, { transports: ["websocket"] });

async function join([kind, url]) {
  const { createClient } = require("redis");
  const [redis, subscriber] = await Promise.all([createClient({ url }).connect(), createClient({ url }).connect()]);
  io.adapter(
    kind === "streams"
      ? require("@socket.io/redis-streams-adapter").createAdapter(redis, { streamName: "node", maxLen: 50_000 }) // not Herald's: it would join that cluster
      : require("@socket.io/redis-adapter").createAdapter(redis, subscriber),
  );
}

io.on("connection", (socket) => {
  socket.on("join", (room, [id], ack) => {
    socket.join(`bench.${id}`);
    ack({ ok: true });
  });
});

const joined = process.argv.length > 2 ? join(process.argv.slice(2)) : Promise.resolve();
joined.then(() =>
  clients.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
    trigger.listen(0, "127.0.0.1", () => {
      console.log(`Admin API  http://127.0.0.1:${trigger.address().port}`);
      console.log(`Socket.IO  http://127.0.0.1:${clients.address().port}`);
    });
  }),
);
