package io.herald.server.http;

import io.herald.engine.Engine;
import io.herald.engine.backplane.Cluster;
import io.herald.engine.backplane.Gathered;
import io.herald.engine.backplane.SocketPlace;
import io.herald.engine.model.Change;
import io.herald.engine.model.Listed;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Page;
import io.herald.engine.model.Room;
import io.herald.engine.model.Selection;
import io.herald.engine.model.Slice;
import io.herald.engine.model.SocketInfo;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the rooms and sockets of all nodes, and makes sockets join, leave or go, one or those of a room. */
final class SocketRoutes implements Routes {
    private static final Logger log = LoggerFactory.getLogger(SocketRoutes.class);
    private static final int LIMIT = 100;

    private final Engine engine;
    private final LateAnswers late;

    SocketRoutes(Engine engine, LateAnswers late) {
        this.engine = engine;
        this.late = late;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/rooms", request -> answer(request, rooms(request)));
        routes.get("/api/rooms/{name}", request -> answer(request, room(request)));
        routes.get("/api/rooms/{name}/sockets", request -> answer(request, members(request)));
        routes.delete("/api/rooms/{name}/sockets", ofRoom(request -> Change.DISCONNECT));
        routes.put("/api/rooms/{name}/sockets/rooms/{other}", ofRoom(SocketRoutes::join));
        routes.delete("/api/rooms/{name}/sockets/rooms/{other}", ofRoom(SocketRoutes::leave));
        routes.get("/api/sockets", request -> answer(request, sockets(request)));
        routes.get("/api/sockets/{name}", request -> answer(request, socket(request)));
        routes.delete("/api/sockets/{name}", ofSocket(request -> Change.DISCONNECT));
        routes.put("/api/sockets/{name}/rooms/{other}", ofSocket(SocketRoutes::join));
        routes.delete("/api/sockets/{name}/rooms/{other}", ofSocket(SocketRoutes::leave));
    }

    private Cluster cluster() {
        return engine.cluster();
    }

    private void answer(Context request, CompletionStage<?> work) {
        late.give(request, work, body -> Answers.send(request, 200, body));
    }

    // ---- telling

    private record RoomSize(String room, int sockets) {}

    private record UserPresence(String user, int sockets) {}

    private CompletionStage<?> rooms(Context request) {
        return cluster()
                .rooms(namespace(request), slice(request))
                .thenApply(told -> listed(request, told, "rooms", room -> new RoomSize(room.name(), room.sockets())));
    }

    private CompletionStage<?> room(Context request) {
        return cluster()
                .users(Selection.in(room(request, "name")), slice(request))
                .thenApply(told -> {
                    requireRoom(request, told, told.answer().sockets());
                    return listed(request, told, "users", user -> new UserPresence(user.name(), user.sockets()));
                });
    }

    private CompletionStage<?> members(Context request) {
        return cluster()
                .sockets(Selection.in(room(request, "name")), slice(request))
                .thenApply(told -> {
                    requireRoom(request, told, told.answer().sockets());
                    return listed(request, told, "sockets", SocketRoutes::told);
                });
    }

    private CompletionStage<?> sockets(Context request) {
        return cluster()
                .sockets(Selection.all(namespace(request)), slice(request))
                .thenApply(told -> listed(request, told, "sockets", SocketRoutes::told));
    }

    private CompletionStage<?> socket(Context request) {
        return place(request).thenApply(SocketRoutes::told);
    }

    private static <T extends Listed> Map<String, Object> listed(
            Context request, Gathered<Page<T>> told, String name, Function<T, Object> item) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("namespace", namespace(request).path());
        answer.put("count", told.answer().sockets());
        answer.put(name, told.answer().items().stream().map(item).toList());
        told.answer().next().ifPresent(next -> answer.put("next", next));
        Answers.putMissing(answer, told);
        return answer;
    }

    private static Map<String, Object> told(SocketPlace place) {
        SocketInfo socket = place.socket();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", socket.id());
        answer.put("namespace", socket.namespace().path());
        answer.put("node", place.node());
        socket.user().ifPresent(user -> answer.put("user", user));
        answer.put("rooms", socket.rooms().stream().sorted().toList());
        answer.put("connectedAt", socket.since());
        answer.put("transport", socket.transport());
        answer.put("address", socket.address());
        return answer;
    }

    /** The socket of this id; a room of the same name is none. */
    private CompletionStage<SocketPlace> place(Context request) {
        Room id = room(request, "name");
        return cluster().sockets(Selection.in(id), new Slice("", Slice.MOST)).thenApply(told -> {
            List<SocketPlace> found = told.answer().items().stream()
                    .filter(place -> place.socket().id().equals(id.name()))
                    .toList();
            require(
                    told,
                    found.size(),
                    "unknown-socket",
                    "no client in namespace " + id.namespace() + " is " + id.name());
            return found.get(0);
        });
    }

    private static void requireRoom(Context request, Gathered<?> told, int found) {
        Room room = room(request, "name");
        require(told, found, "unknown-room", "nobody in namespace " + room.namespace() + " is in room " + room.name());
    }

    private static void require(Gathered<?> told, int found, String code, String message) {
        if (found == 0 && told.isPartial()) {
            throw new ApiException(
                    504,
                    "partial",
                    message + " of the nodes that answered; these did not: " + String.join(", ", told.missing()));
        }
        if (found == 0) {
            throw new ApiException(404, code, message);
        }
    }

    // ---- changing

    private Handler ofRoom(Function<Context, Change> change) {
        return request -> answer(request, change(request, change.apply(request)).thenApply(told -> {
            requireRoom(request, told, told.answer());
            return changed(told);
        }));
    }

    private Handler ofSocket(Function<Context, Change> change) {
        return request -> {
            Change wanted = change.apply(request);
            answer(
                    request,
                    place(request).thenCompose(place -> change(request, wanted)).thenApply(SocketRoutes::changed));
        };
    }

    private CompletionStage<Gathered<Integer>> change(Context request, Change change) {
        Room room = room(request, "name");
        return cluster().change(Selection.in(room), change).thenApply(told -> {
            log.info(
                    "{} made {} sockets of {} {} {}",
                    request.ip(),
                    told.answer(),
                    room,
                    change.kind(),
                    String.join(" ", change.rooms()));
            return told;
        });
    }

    private static Map<String, Object> changed(Gathered<Integer> told) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("count", told.answer());
        Answers.putMissing(answer, told);
        return answer;
    }

    private static Change join(Context request) {
        return Change.join(room(request, "other").name());
    }

    private static Change leave(Context request) {
        return Change.leave(room(request, "other").name());
    }

    // ---- reading

    private static Room room(Context request, String parameter) {
        return legal(() -> new Room(namespace(request), request.pathParam(parameter)));
    }

    private static Namespace namespace(Context request) {
        return legal(() -> Optional.ofNullable(request.queryParam("namespace"))
                .map(Namespace::new)
                .orElse(Namespace.ROOT));
    }

    private static Slice slice(Context request) {
        String after = Optional.ofNullable(request.queryParam("after")).orElse("");
        String limit = Optional.ofNullable(request.queryParam("limit")).orElse("" + LIMIT);
        if (!limit.matches("\\d{1,4}")) {
            throw new ApiException(400, "invalid-input", "limit must be a number from 1 to " + Slice.MOST);
        }
        return legal(() -> new Slice(after, Integer.parseInt(limit)));
    }

    private static <T> T legal(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "invalid-input", String.valueOf(e.getMessage()));
        }
    }
}
