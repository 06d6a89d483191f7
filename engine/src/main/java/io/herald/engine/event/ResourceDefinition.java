package io.herald.engine.event;

import io.herald.engine.model.Payload;
import java.util.List;
import java.util.Optional;

/**
 * One named shape of payloads, for those who read of it.
 *
 * @param script path of the script that declares it
 * @param version of that script
 */
public record ResourceDefinition(
        String name, String script, String version, List<String> parameters, Optional<Sample> example) {
    public ResourceDefinition {
        parameters = List.copyOf(parameters);
    }

    /**
     * Data that the script gives as an example.
     *
     * @param arguments a list
     * @param shape what the resource makes of them
     */
    public record Sample(Payload arguments, Payload shape) {}
}
