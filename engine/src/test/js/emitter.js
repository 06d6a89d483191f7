// A process without a server, with the real emitter.
// Reads JSON lines, {"to": room, "nsp": namespace, "args": [event, ...]} with {"$bytes": base64} for a Buffer.
const readline = require("node:readline");
const { createClient } = require("redis");
const { Emitter } = require("@socket.io/redis-emitter");

const revive = (key, value) => (value && value.$bytes ? Buffer.from(value.$bytes, "base64") : value);

async function main() {
  const redis = createClient({ url: process.argv[2] });
  await redis.connect();
  const emitter = new Emitter(redis);
  console.log('["ready"]');
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { to, nsp, args } = JSON.parse(line, revive);
    emitter.of(nsp).to(to).emit(...args);
  }
  await redis.quit();
}

main();
