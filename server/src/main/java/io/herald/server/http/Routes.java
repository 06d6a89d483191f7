package io.herald.server.http;

import io.javalin.config.RoutesConfig;

/** The requests about one subject. */
interface Routes {
    void addTo(RoutesConfig routes);
}
