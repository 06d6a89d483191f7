package io.herald.engine.event;

import io.herald.engine.model.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One named shape of payloads, for those who read of it.
 *
 * @param script path of the script that declares it
 * @param version of that script
 * @param fields of what it makes, as far as they are known
 */
public record ResourceDefinition(
        String name,
        String script,
        String version,
        List<String> parameters,
        List<Field> fields,
        Optional<Sample> example) {
    public ResourceDefinition {
        parameters = List.copyOf(parameters);
        fields = List.copyOf(fields);
    }

    /**
     * One field.
     *
     * @param type as scripts write it, or the resource that makes its value; empty when it is not known
     * @param kind in JSON: {@code string}, {@code number}, {@code boolean}, {@code array} or {@code object}; empty when it is not known
     * @param isOptional whether it is there only sometimes
     */
    public record Field(String name, Optional<String> type, Optional<String> kind, boolean isOptional) {}

    /**
     * Data that the script gives as an example.
     *
     * @param arguments a list
     * @param shape what the resource makes of them
     * @param kinds of that in JSON, by the field, as in {@link Field}; empty of null
     */
    public record Sample(Payload arguments, Payload shape, Map<String, String> kinds) {}
}
