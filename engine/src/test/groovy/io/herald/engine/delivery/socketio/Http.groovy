package io.herald.engine.delivery.socketio

import com.fasterxml.jackson.databind.ObjectMapper
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.CompletableFuture
import java.util.function.Supplier

/** Engine.IO over polling, request by request. */
class Http {
    private static final HttpClient SHARED = HttpClient.newHttpClient()

    /** Of each request. */
    static Supplier<HttpClient> client = { SHARED }

    final String url

    Http(int port) { url = "http://127.0.0.1:$port/socket.io/" }

    private HttpRequest request(String method, String query, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + query))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        headers.each { name, value -> request.header(name, value) }
        request.build()
    }

    HttpResponse<String> call(String method, String query, String body = null, Map<String, String> headers = [:]) {
        client.get().send(request(method, query, body, headers), BodyHandlers.ofString())
    }

    String handshake() {
        String opening = call("GET", "?EIO=4&transport=polling").body()
        assert opening.startsWith("0")
        new ObjectMapper().readValue(opening.substring(1), Map).sid
    }

    HttpResponse<String> poll(String sid) { call("GET", "?EIO=4&transport=polling&sid=$sid") }

    /** Asks, and does not wait for the answer. */
    CompletableFuture<HttpResponse<String>> polling(String sid) {
        client.get().sendAsync(request("GET", "?EIO=4&transport=polling&sid=$sid", null, [:]), BodyHandlers.ofString())
    }

    HttpResponse<String> post(String sid, String body) { call("POST", "?EIO=4&transport=polling&sid=$sid", body) }

    /** Connected to the root namespace. */
    String connected() {
        String sid = handshake()
        assert post(sid, "40").body() == "ok"
        assert pollOf(sid).startsWith("40")
        sid
    }

    /** The next poll that holds more than a heartbeat. */
    String pollOf(String sid) {
        String body = poll(sid).body()
        body == "2" ? { post(sid, "3"); pollOf(sid) }() : body
    }

    /** Messages but heartbeats, poll by poll, until there are so many or no more are given. */
    List<String> messages(String sid, int count) {
        List<String> messages = []
        while (messages.size() < count) {
            HttpResponse<String> response = poll(sid)
            if (response.statusCode() != 200) {
                return messages
            }
            List<String> came = response.body().split("\u001e") as List
            if (came.remove("2")) {
                post(sid, "3")
            }
            messages.addAll(came)
        }
        messages
    }
}
