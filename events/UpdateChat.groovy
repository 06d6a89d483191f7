event UpdateChat < on < chatRoom(chat.id) >; as < ChatResource(chat) > >
