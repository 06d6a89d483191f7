package io.herald.engine.model;

/** How many sockets something has: a room, by its name, or a user. */
public record Tally(String name, int sockets) implements Listed {

    /** Both, of one name. */
    public static Tally sum(Tally one, Tally other) {
        return new Tally(one.name, one.sockets + other.sockets);
    }

    @Override
    public String key() {
        return name;
    }

    @Override
    public int weight() {
        return name.length() + 16;
    }
}
