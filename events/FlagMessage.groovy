// herald trigger FlagMessage --input '{"message": {"id": 7, "text": "…", "flags": 3}}'
event FlagMessage {
    // Only broadcast when this is true.
    when { message.flags >= 3 }

    on { moderators() }

    // No 'as': the payload is the inputs.
}
