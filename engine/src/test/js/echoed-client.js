// A stock client over the transports that it is told: sends binary values and texts, prints each event and acknowledgement that it gets, and
// goes on counting until it has been told to stop. An upgrade begins when it is in the midst of that.
//   node echoed-client.js http://127.0.0.1:9092 polling websocket
const { NodeXHR, NodeWebSocket } = require("engine.io-client");
const { io } = require("socket.io-client");

const print = (...line) => console.log(JSON.stringify(line));
const [url, ...transports] = process.argv.slice(2);
let talks;
const talking = new Promise((resolve) => (talks = resolve));

class LateWebSocket extends NodeWebSocket {
  doOpen() {
    talking.then(() => super.doOpen());
  }
}

const known = { polling: NodeXHR, websocket: transports.length > 1 ? LateWebSocket : NodeWebSocket };
const socket = io(url, { transports: transports.map((name) => known[name]) });
const deep = { list: [1, { bytes: Buffer.from([3, 4]) }], text: "ünï 🎉 \u2028\u0000" };
let counting;
let count = 0;

socket.on("connect", () => {
  print("connected", socket.io.engine.transport.name);
  socket.emit("ask", Buffer.from([1, 2]), (answer) => print("answer", answer));
  socket.emit("ask", deep, (answer) => print("answer", answer));
  socket.emit("ask", "x".repeat(200_000), (answer) => print("answer", answer.length));
  socket.emit("ask me", deep, Buffer.alloc(100_000));
  socket.emit("join", "crowd", [], ({ ok }) => print("joined", ok));
  counting = setInterval(() => socket.emit("say", ++count, Buffer.from([count % 256])), 1);
});
socket.io.on("open", () => socket.io.engine.on("upgrade", ({ name }) => print("upgraded", name)));
socket.on("asked", (value, bytes, answer) => answer([value, { length: bytes.length }], value.list[1].bytes));
socket.on("said", (number, bytes) => {
  print("said", number, bytes[0]);
  talks();
});
socket.on("answered", (...values) => print("answered", ...values));
socket.on("Event", (number) => print("Event", number));
socket.on("disconnect", (reason) => print("disconnected", reason));

process.stdin.on("data", () => {
  clearInterval(counting);
  socket.emit("ask", "last", () => print("counted", count));
}).on("end", () => process.exit(0));
