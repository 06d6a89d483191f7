package io.herald.dsl.types;

import groovy.lang.GroovyObject;
import groovy.lang.MetaClass;
import io.herald.engine.model.Names;
import io.herald.engine.model.Text;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * A value of a model: blocks read its fields as properties, and encoders write it as an object. A field that the model lacks is an error,
 * not null, unless the model keeps what it does not know. Immutable.
 */
public final class ModelValue extends AbstractMap<String, @Nullable Object> implements GroovyObject {
    private final Fields model;
    private final @Nullable Object[] values;
    private final Map<String, @Nullable Object> unknown;

    /** A script asked for a field that the model does not have. */
    public static final class UnknownField extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownField(String message) {
            super(message);
        }
    }

    /**
     * @param values of the fields, in their order
     * @param unknown what the model keeps beside them
     */
    ModelValue(Fields model, @Nullable Object[] values, Map<String, @Nullable Object> unknown) {
        this.model = model;
        this.values = values;
        this.unknown = unknown;
    }

    Fields model() {
        return model;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        int place = model.places().of(key);
        if (place >= 0) {
            return values[place];
        }
        if (!model.keepsUnknown()) {
            String message = "model " + model.of() + " has no field " + Text.quote(String.valueOf(key));
            String meant = Names.meant(String.valueOf(key), model.fieldNames(), "");
            throw new UnknownField(meant.isEmpty() ? message : message + "; " + meant);
        }
        return unknown.get(key);
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
        throw unchangeable();
    }

    private UnsupportedOperationException unchangeable() {
        return new UnsupportedOperationException("a value of model " + model.of() + " can't be changed");
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
        return model.places().has(key) || unknown.containsKey(key);
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return values.length + unknown.size();
            }

            @Override
            public Iterator<Entry<String, @Nullable Object>> iterator() {
                return ModelValue.this.iterator();
            }

            @Override
            public void clear() {
                throw unchangeable();
            }
        };
    }

    private Iterator<Entry<String, @Nullable Object>> iterator() {
        Iterator<Entry<String, @Nullable Object>> beside = unknown.entrySet().iterator();
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < values.length || beside.hasNext();
            }

            @Override
            public Entry<String, @Nullable Object> next() {
                if (next == values.length) {
                    return new SimpleImmutableEntry<>(beside.next());
                }
                return new SimpleImmutableEntry<>(model.fields().get(next).name(), values[next++]);
            }

            @Override
            public void remove() {
                throw unchangeable();
            }
        };
    }
}
