package io.herald.engine.event;

import java.util.List;

/**
 * One type of inputs, for those who read of it.
 *
 * @param script path of the script that declares it
 * @param version of that script
 * @param type of a model that is one of some texts, {@code one of 'shown', 'hidden'}; {@code object} of one with fields
 * @param keepsUnknown whether fields beside these are kept, not refused
 */
public record ModelDefinition(
        String name, String script, String version, String type, List<Field> fields, boolean keepsUnknown) {
    public ModelDefinition {
        fields = List.copyOf(fields);
    }

    /**
     * One field.
     *
     * @param type as scripts write it
     * @param required whether every value needs it
     */
    public record Field(String name, String type, boolean required) {}
}
