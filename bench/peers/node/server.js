// Node's Socket.IO as a peer of the bench: a client joins rooms by "join"; POST /trigger broadcasts to one, or to several in a row.
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
io.on("connection", (socket) => {
  socket.on("join", (room, [id], ack) => {
    socket.join(`bench.${id}`);
    ack({ ok: true });
  });
});

clients.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
  trigger.listen(0, "127.0.0.1", () => {
    console.log(`Admin API  http://127.0.0.1:${trigger.address().port}`);
    console.log(`Socket.IO  http://127.0.0.1:${clients.address().port}`);
  });
});
