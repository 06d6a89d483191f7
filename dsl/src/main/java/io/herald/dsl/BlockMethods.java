package io.herald.dsl;

import static org.codehaus.groovy.ast.ClassHelper.OBJECT_TYPE;

import groovyjarjarasm.asm.Label;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import io.herald.dsl.Declaration.Code;
import io.herald.dsl.flow.Exits;
import io.herald.dsl.types.Place;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.BytecodeInstruction;
import org.codehaus.groovy.classgen.BytecodeSequence;
import org.codehaus.groovy.classgen.asm.BytecodeHelper;

/** Makes blocks methods of the script's class, and {@link ScriptUnit#$run}, which calls them by number. One script. */
final class BlockMethods {
    private final ClassNode type;
    private final List<MethodNode> blocks = new ArrayList<>();

    BlockMethods(ClassNode type) {
        this.type = type;
    }

    /** The script's class. */
    ClassNode type() {
        return type;
    }

    /** A block of which something is expected. */
    Code add(Place place, Parameter[] parameters, Statement code, Exits.Block expecting) {
        Code block = add(place, parameters, code);
        blocks.get(block.number()).putNodeMetaData(Exits.Block.class, expecting);
        return block;
    }

    /** A block whose end is a payload or a part of one. */
    Code addShape(Place place, Parameter[] parameters, Statement code, Exits.Block expecting) {
        Code block = add(place, parameters, code, expecting);
        blocks.get(block.number()).putNodeMetaData(Shaped.class, true);
        return block;
    }

    Code add(Place place, Parameter[] parameters, Statement code) {
        Code block = new Code(blocks.size(), place);
        MethodNode method =
                type.addMethod(block.method(), Modifier.PUBLIC, OBJECT_TYPE, parameters, ClassNode.EMPTY_ARRAY, code);
        method.setSourcePosition(code);
        blocks.add(method);
        return block;
    }

    /** After all blocks. */
    void addRun() {
        Parameter number = new Parameter(ClassHelper.int_TYPE, "number");
        Parameter arguments = new Parameter(OBJECT_TYPE.makeArray(), "arguments");
        MethodNode run = type.addMethod(
                "$run",
                Modifier.PUBLIC,
                OBJECT_TYPE,
                new Parameter[] {number, arguments},
                ClassNode.EMPTY_ARRAY,
                new BytecodeSequence(new Run()));
        run.setSynthetic(true); // there is nothing to interrupt
    }

    /** A switch as Java compiles one: Groovy's would ask each number whether it is the case. */
    private final class Run extends BytecodeInstruction {
        @Override
        public void visit(MethodVisitor code) {
            Label[] cases = Stream.generate(Label::new).limit(blocks.size()).toArray(Label[]::new);
            Label none = new Label();
            if (cases.length > 0) {
                code.visitVarInsn(Opcodes.ILOAD, 1);
                code.visitTableSwitchInsn(0, cases.length - 1, none, cases);
            }
            for (int i = 0; i < cases.length; i++) {
                code.visitLabel(cases[i]);
                call(blocks.get(i), code);
            }
            code.visitLabel(none);
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitInsn(Opcodes.ARETURN);
        }

        private void call(MethodNode block, MethodVisitor code) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            for (int i = 0; i < block.getParameters().length; i++) {
                code.visitVarInsn(Opcodes.ALOAD, 2);
                code.visitIntInsn(Opcodes.SIPUSH, i);
                code.visitInsn(Opcodes.AALOAD);
                BytecodeHelper.doCast(code, block.getParameters()[i].getType());
            }
            String owner = BytecodeHelper.getClassInternalName(type);
            String shape = BytecodeHelper.getMethodDescriptor(OBJECT_TYPE, block.getParameters());
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, block.getName(), shape, false);
            code.visitInsn(Opcodes.ARETURN);
        }
    }
}
