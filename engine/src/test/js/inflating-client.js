// A stock client over WebSocket, which offers compression by default: says something long enough to be compressed, joins, and prints each event
// that it hears.
const { io } = require("socket.io-client");

const print = (...line) => console.log(JSON.stringify(line));
const socket = io(process.argv[2], { transports: ["websocket"] });
socket.on("connect", () => {
  const [extension] = Object.keys(socket.io.engine.transport.ws._extensions);
  socket.emit("said", "x".repeat(4000));
  socket.emit("join", "crowd", [], ({ ok }) => print(ok ? "joined" : "refused", extension));
});
socket.onAny(print);
process.stdin.on("end", () => process.exit(0)).resume();
