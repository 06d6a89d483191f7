package io.herald.server.http

import io.herald.dsl.HostOptions
import io.herald.dsl.ScriptEditor
import io.herald.dsl.ScriptHost
import io.herald.dsl.versions.ScriptHistory
import io.herald.engine.Engine
import io.herald.engine.backplane.Backplane
import io.herald.engine.backplane.MemoryBackplane
import io.herald.engine.backplane.MemoryIdempotency
import io.herald.engine.event.EventNaming
import io.herald.engine.event.Limits
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublisher
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Path

/** The admin API of a node without clients, and what asks it. Its scripts lie in a folder, which it does not watch. */
class ServedApi implements AutoCloseable {
    static final String TOKEN = "the-token-of-the-spec"
    static final int MAX_BODY = 10_000
    private static final HttpClient HTTP = HttpClient.newHttpClient()

    final Engine engine
    final ScriptHost scripts
    private final MemoryIdempotency idempotency = new MemoryIdempotency()
    private final AdminApi api

    ServedApi(Path events, Limits limits = Limits.DEFAULTS, Backplane backplane = new MemoryBackplane()) {
        engine = new Engine(backplane, new NoSockets(), EventNaming.AS_WRITTEN, limits)
        ScriptHistory history = ScriptHistory.in(events.resolve(".versions"))
        scripts = new ScriptHost(events, HostOptions.DEFAULT, history, engine.&use)
        scripts.load()
        engine.start()
        ScriptEditor editor = new ScriptEditor(events, scripts, history, true)
        api = new AdminApi(new NodeParts(engine, scripts.&reload, editor, idempotency), TOKEN, MAX_BODY)
        api.start("127.0.0.1", 0)
    }

    int getPort() { api.port() }

    /** Without the token. */
    HttpRequest.Builder bare(String path) { HttpRequest.newBuilder(URI.create("http://127.0.0.1:$port$path")) }

    HttpRequest.Builder request(String path) { bare(path).header("Authorization", "Bearer $TOKEN") }

    static HttpResponse<String> send(HttpRequest.Builder request) { HTTP.send(request.build(), BodyHandlers.ofString()) }

    HttpResponse<String> get(String path) { send(request(path)) }

    HttpResponse<String> post(String path, String body, Map<String, String> headers = [:]) {
        post(path, BodyPublishers.ofString(body), headers)
    }

    /** @param headers beside, or in place of, the content type of JSON */
    HttpResponse<String> post(String path, BodyPublisher body, Map<String, String> headers = [:]) {
        HttpRequest.Builder post = request(path).POST(body)
        (["Content-Type": "application/json"] + headers).each { name, value -> post.header(name, value) }
        send(post)
    }

    @Override
    void close() { [api, idempotency, scripts, engine]*.close() }
}
