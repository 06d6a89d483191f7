package io.herald.server.command;

import io.herald.server.node.Token;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Asks the admin API of the node that the settings name, as the commands {@code trigger} and {@code preview} do. */
final class AdminClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI url;
    private final String token;

    AdminClient(Settings settings) {
        this.url = URI.create("http://" + host(settings) + ":" + settings.adminPort());
        this.token = settings.token().orElseGet(() -> kept(settings.data()));
    }

    /** An address to connect to, also when the node listens on all of them. */
    static String host(Settings settings) {
        return switch (settings.bind()) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "[::1]";
            default -> settings.host();
        };
    }

    private static String kept(Path data) {
        try {
            return Files.readString(Token.file(data)).strip();
        } catch (IOException e) {
            throw new UsageException("no admin token in " + Token.file(data)
                    + ": start a node with 'herald serve' first, or give --token or HERALD_TOKEN");
        }
    }

    /**
     * Posts the inputs and prints the answer.
     *
     * @param input JSON, {@code @file}, or {@code -} for standard input
     * @return the exit code: 0 when the node says 2xx
     */
    int post(String path, String input, PrintWriter out, PrintWriter err) throws InterruptedException {
        HttpResponse<String> answer = send("POST", path, text(input), PATIENCE);
        boolean isFine = answer.statusCode() / 100 == 2;
        (isFine ? out : err).println(answer.body());
        return isFine ? 0 : 1;
    }

    /** Sends JSON; the answer may be a refusal. */
    HttpResponse<String> send(String method, String path, String json, Duration within) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(within)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UsageException("no node answers at " + url
                    + ": start one with 'herald serve', or name its port with --admin-port");
        }
    }

    private static String text(String input) {
        try {
            if (input.equals("-")) {
                return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            }
            return input.startsWith("@") ? Files.readString(Path.of(input.substring(1))) : input;
        } catch (IOException e) {
            throw new UsageException(
                    "the input " + input + " can't be read: check that the file exists and is UTF-8 text");
        }
    }
}
