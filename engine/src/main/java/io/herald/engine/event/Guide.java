package io.herald.engine.event;

import java.util.List;

/** What scripts in force tell of themselves to those who read and try them. */
public record Guide(List<ResourceDefinition> resources, List<ModelDefinition> models, List<Example> examples) {
    public static final Guide EMPTY = new Guide(List.of(), List.of(), List.of());

    public Guide {
        resources = List.copyOf(resources);
        models = List.copyOf(models);
        examples = List.copyOf(examples);
    }
}
