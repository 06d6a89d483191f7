package io.herald.dsl;

import static org.codehaus.groovy.ast.ClassHelper.OBJECT_TYPE;

import io.herald.dsl.Declaration.Code;
import io.herald.dsl.SourceText.Place;
import java.lang.reflect.Modifier;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.stmt.Statement;

/** Makes blocks methods of the script's class. One script. */
final class BlockMethods {
    private final ClassNode type;
    private int count;

    BlockMethods(ClassNode type) {
        this.type = type;
    }

    /** The script's class. */
    ClassNode type() {
        return type;
    }

    Code add(Place place, Parameter[] parameters, Statement code) {
        String name = "$block" + count++;
        MethodNode method = type.addMethod(name, Modifier.PUBLIC, OBJECT_TYPE, parameters, ClassNode.EMPTY_ARRAY, code);
        method.setSourcePosition(code);
        return new Code(name, place);
    }
}
