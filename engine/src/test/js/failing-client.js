// A stock client over polling whose next request fails when it is told so: what it does then is its own. Prints each event that it gets, and how
// it connects and disconnects.
//   node failing-client.js http://127.0.0.1:9092
const { NodeXHR } = require("engine.io-client");
const { io } = require("socket.io-client");

const print = (...line) => console.log(JSON.stringify(line));
let failing = false;

class FailingXHR extends NodeXHR {
  uri() {
    const uri = failing ? "http://127.0.0.1:1/" : super.uri();
    failing = false;
    return uri;
  }
}

const socket = io(process.argv[2], { transports: [FailingXHR], reconnectionDelay: 100 });
socket.on("connect", () => {
  print("connected", socket.id, socket.recovered);
  if (!socket.recovered) {
    socket.emit("join", "chat", [], ({ ok }) => print("joined", ok));
  }
});
socket.on("disconnect", (reason) => print("disconnected", reason));
socket.onAny(print);

process.stdin.on("data", () => {
  failing = true;
  socket.emit("lost");
}).on("end", () => process.exit(0));
