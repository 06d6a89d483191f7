package io.herald.server.http;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Tells as problem+json what Jetty refuses before a route is found: malformed requests and paths, oversized headers. */
final class JettyErrors extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        boolean isOurs = code >= 500;
        String told = isOurs ? "internal" : "bad-request";
        String detail = isOurs
                ? "Herald failed; the log tells more"
                : "the request was refused: " + (message == null ? "it is malformed" : message);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemJson.CONTENT_TYPE);
        byte[] body = Answers.bytes(ProblemJson.of(code, told, detail, Request.getPathInContext(request), List.of()));
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
