// Rooms are groups of clients. A client joins one by its name here and its arguments:
//   socket.emit("join", "chatRoom", [42], console.log)
// and an event is broadcast to one by calling it: on { chatRoom(42) }

// The room of one chat, open to everybody.
room chatRoom { id -> join anyone; "chat.$id" }

// A person's own room: a client is let in when it is known to be that person.
room userRoom { id ->
    join { user, asked -> user.id == asked }
    "user.$id"
}

// Rooms may live in a namespace of their own. Clients connect to it: io("http://127.0.0.1:9092/moderation").
// No join: closed to clients, until you open it.
room moderators {
    namespace '/moderation'
    'moderators'
}
