// A room is called with arguments in the 'on' block of events: on { NAME(42) }
// and joined by clients: socket.emit("join", "NAME", [42], console.log)
room NAME { id ->
    // Closed to clients unless it says otherwise:
    //   join anyone                                   everybody
    //   join { user, id -> user.id == id }            whom the block says yes to; user is what its token says
    join anyone

    // The block ends with the room's name.
    "NAME.$id"
}
