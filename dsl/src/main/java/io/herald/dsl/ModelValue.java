package io.herald.dsl;

import groovy.lang.GroovyObject;
import groovy.lang.MetaClass;
import io.herald.engine.model.Names;
import io.herald.engine.model.Text;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * A value of a model: blocks read its fields as properties, and encoders write it as an object. A field that the model lacks is an error,
 * not null, unless the model keeps what it does not know. Immutable.
 */
final class ModelValue extends AbstractMap<String, @Nullable Object> implements GroovyObject {
    private final Fields model;
    private final Map<String, @Nullable Object> values;

    /** A script asked for a field that the model does not have. */
    static final class UnknownField extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownField(String message) {
            super(message);
        }
    }

    ModelValue(Fields model, Map<String, @Nullable Object> values) {
        this.model = model;
        this.values = Collections.unmodifiableMap(values);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        Object value = values.get(key);
        if (value == null && !model.keepsUnknown() && !values.containsKey(key)) {
            String message = "model " + model.of() + " has no field " + Text.quote(String.valueOf(key));
            String meant = Names.meant(String.valueOf(key), model.fieldNames(), "");
            throw new UnknownField(meant.isEmpty() ? message : message + "; " + meant);
        }
        return value;
    }

    /** Of a plain map, Groovy would read {@code properties} and {@code metaClass} as its own. */
    @Override
    public @Nullable Object getProperty(String name) {
        return get(name);
    }

    @Override
    public void setProperty(String name, @Nullable Object value) {
        put(name, value);
    }

    @Override
    public @Nullable Object put(String name, @Nullable Object value) {
        throw new UnsupportedOperationException("a value of model " + model.of() + " can't be changed");
    }

    @Override
    public MetaClass getMetaClass() {
        return InvokerHelper.getMetaClass(getClass());
    }

    @Override
    public void setMetaClass(MetaClass changed) {
        throw new UnsupportedOperationException("a value of a model has no metaClass of its own");
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return values.containsKey(key);
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return values.entrySet();
    }
}
