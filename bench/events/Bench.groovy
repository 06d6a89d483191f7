// What bench/run triggers: each trigger goes to one room, with the message as it came.
room benchRoom { id -> join anyone; "bench.$id" }

event Bench {
    on { benchRoom(room) }
    as { message }
}
