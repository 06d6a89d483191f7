// NAME is broadcast by: herald trigger NAME --input '{"id": 42}'
// What a trigger gives is seen here by its name: id.
event NAME {
    // Whether to broadcast at all. Leave it out to say: always.
    when { id != null }

    // To which rooms: a text, a room of your scripts such as chatRoom(id), or a list of either.
    on { "things.$id" }

    // With what payload: a map, a list, or a resource of your scripts. Leave it out to send the inputs.
    as { [id: id] }

    // The name that clients listen for. Leave it out to use the event's own.
    // name 'thing.updated'

    // Who is spared: ids of sockets, rooms, or a list of either.
    // except { by }

    // At most one to a room in a second, the newest. Or debounce, delay, schedule, history, retry, ack, volatile: see docs/scripts.md.
    // throttle 1.second
}
