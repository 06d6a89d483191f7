package io.herald.bench.load;

import java.util.stream.IntStream;

/**
 * Who is where: rooms numbered from 0, each with as many members, spread evenly over the clients.
 *
 * @param members of each room; at most as many as there are clients
 */
public record Audience(int clients, int rooms, int members) {
    /** All clients in one room. */
    public static Audience inOneRoom(int clients) {
        return new Audience(clients, 1, clients);
    }

    /** Clients that are connected and in no room. */
    public static Audience idle(int clients) {
        return new Audience(clients, 0, 0);
    }

    int[] roomsOf(int client) {
        return IntStream.iterate(client, seat -> seat < rooms * members, seat -> seat + clients)
                .map(seat -> seat / members)
                .toArray();
    }
}
