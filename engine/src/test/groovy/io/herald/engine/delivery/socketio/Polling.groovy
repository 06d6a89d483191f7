package io.herald.engine.delivery.socketio

import com.fasterxml.jackson.databind.ObjectMapper
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers

/** A client over polling, connected to the root namespace, that polls when it is told to. */
class Polling {
    private static final HttpClient HTTP = HttpClient.newHttpClient()
    private final String base
    final String sid

    /** What came with the answer to its CONNECT. */
    final List<String> welcome

    Polling(int port, String auth = "") {
        base = "http://127.0.0.1:$port/socket.io/?EIO=4&transport=polling"
        sid = new ObjectMapper().readValue(send(HttpRequest.newBuilder(URI.create(base))).substring(1), Map).sid
        say("40$auth")
        welcome = messages()
        assert welcome[0].startsWith("40{")
    }

    private static String send(HttpRequest.Builder request) { HTTP.send(request.build(), BodyHandlers.ofString()).body() }

    void say(String message) {
        assert send(HttpRequest.newBuilder(URI.create("$base&sid=$sid")).POST(BodyPublishers.ofString(message))) == "ok"
    }

    String poll() { send(HttpRequest.newBuilder(URI.create("$base&sid=$sid"))) }

    List<String> messages() { poll().split("\u001e") }

    void join(String room, Object argument) {
        say("421[\"join\",\"$room\",[$argument]]")
        assert poll().contains('"ok":true')
    }
}
