package io.herald.engine.delivery.socketio;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The agreement on compression: never with a context kept from message to message, so that the same bytes serve every client and none costs
 * memory while it is silent.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.1">RFC 7692, permessage-deflate</a>
 */
final class DeflateOffer {
    private static final String ANSWER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";
    private static final Set<String> FLAGS = Set.of("server_no_context_takeover", "client_no_context_takeover");
    private static final String WIDEST = "15"; // the only window that the JDK compresses with

    private DeflateOffer() {}

    /** The answer to the first of the client's offers that can be taken; empty when there is none. */
    static Optional<String> accept(List<String> headers) {
        return headers.stream()
                .flatMap(header -> WebSocketExtensionUtil.extractExtensions(header).stream())
                .filter(DeflateOffer::isTakeable)
                .findFirst()
                .map(offer -> offer.parameters().containsKey(SERVER_BITS)
                        ? ANSWER + "; " + SERVER_BITS + "=" + WIDEST
                        : ANSWER);
    }

    private static boolean isTakeable(WebSocketExtensionData offer) {
        return offer.name().equals("permessage-deflate")
                && offer.parameters().entrySet().stream().allMatch(DeflateOffer::isTakeable);
    }

    private static boolean isTakeable(Map.Entry<String, String> parameter) {
        String value = parameter.getValue();
        return switch (parameter.getKey()) {
            case SERVER_BITS -> WIDEST.equals(value);
            case CLIENT_BITS -> value == null || value.matches("[89]|1[0-5]");
            default -> value == null && FLAGS.contains(parameter.getKey());
        };
    }
}
