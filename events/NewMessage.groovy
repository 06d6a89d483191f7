// herald trigger NewMessage --input '{"chat": {"id": 42, "members": [{"id": 1}, {"id": 2}]},
//                                     "message": {"id": 7, "text": "Hi", "author": {"id": 1, "name": "Ann"}}}'
event NewMessage {
    // To the chat's room and to each member's own. A client that is in several of them hears of it once.
    on { [chatRoom(chat.id), chat.members.collect { userRoom(it.id) }] }

    as { [chat: ChatResource(chat), message: MessageResource(message)] }

    // The name clients listen for, when it is not the event's own.
    name 'message.created'
}
