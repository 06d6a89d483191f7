package io.herald.dsl;

import io.herald.dsl.types.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;

/** What a method takes and returns, as far as models know it. */
record Signature(List<Type> parameters, Type returned) {
    Signature {
        parameters = List.copyOf(parameters);
    }

    boolean isOfModels() {
        return Stream.concat(Stream.of(returned), parameters.stream())
                .flatMap(Type::models)
                .findAny()
                .isPresent();
    }

    /** As its author declares it, once the code was looked at. */
    static Signature of(MethodNode method) {
        return new Signature(
                Arrays.stream(method.getParameters())
                        .map(Parameter::getOriginType)
                        .map(ModelNames::known)
                        .toList(),
                ModelNames.known(method.getReturnType()));
    }
}
