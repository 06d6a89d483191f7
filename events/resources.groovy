// Resources are shapes of payloads: what clients see, and nothing else.

resource ChatResource { chat -> [id: chat.id, title: chat.title] }

resource UserResource { user -> [id: user.id, name: user.name] }

// Resources nest. Given a list, one shapes each item; given null, it is null.
resource MessageResource { message ->
    [
        id     : message.id,
        text   : excerpt(message.text),
        author : UserResource(message.author),
        replies: MessageResource(message.replies),
    ]
}

// Constants and methods work as in Groovy, and are seen in this file.
final LONGEST = 280

def excerpt(String text) {
    text.length() > LONGEST ? text.take(LONGEST) + '…' : text
}
