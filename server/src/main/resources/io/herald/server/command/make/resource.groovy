// A resource shapes a payload: as { NAME(chat) }. Given a list, it shapes each item; given null, it is null.
resource NAME { thing ->
    [
        id: thing.id,
        // Fields of other resources nest: owner: UserResource(thing.owner)
    ]
}
