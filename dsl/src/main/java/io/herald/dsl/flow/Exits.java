package io.herald.dsl.flow;

import io.herald.dsl.types.Fields.Constant;
import io.herald.dsl.types.Flow.Exit;
import io.herald.dsl.types.Flow.Given;
import io.herald.dsl.types.Flow.Known;
import io.herald.dsl.types.Flow.Made;
import io.herald.dsl.types.Flow.Path;
import io.herald.dsl.types.Flow.Written;
import io.herald.dsl.types.Place;
import io.herald.engine.event.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.SwitchExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;

/** Finds the values that a block may give, and of lists and maps of which something is expected what they hold. One block. */
public final class Exits {
    private final MethodNode method;
    private final Block block;
    private final Function<Expression, Optional<Path>> known;
    private final List<Exit> exits = new ArrayList<>();

    /**
     * What is expected of a block, noted at its method.
     *
     * @param of the block, for messages: {@code on}, {@code room chatRoom}
     * @param place where it is told that it gives nothing
     */
    public record Block(Expected expected, String of, Place place) {
        public static Block ofResource(String name, Place place) {
            return new Block(Expected.SHAPE, "resource " + name, place);
        }
    }

    private Exits(MethodNode method, Block block, Function<Expression, Optional<Path>> known) {
        this.method = method;
        this.block = block;
        this.known = known;
    }

    /**
     * Returns none of a method that is no block, or one that may give anything.
     *
     * @param known of a value of the method's code
     */
    static List<Exit> of(MethodNode method, Function<Expression, Optional<Path>> known) {
        Block block = method.getNodeMetaData(Block.class);
        return block == null || block.expected() == Expected.ANYTHING
                ? List.of()
                : new Exits(method, block, known).find();
    }

    private List<Exit> find() {
        Returned returned = Returned.by(method);
        if (returned.isNothing() && !isPayload()) {
            add(block.expected(), block.place(), Optional.of(new Written(new Constant(null, block.place()))));
        }
        returned.values().forEach(this::exit);
        return exits;
    }

    private void exit(Expression value) {
        if (value instanceof TernaryExpression choice) {
            if (!(choice instanceof ElvisOperatorExpression
                    && choice.getTrueExpression() instanceof ConstantExpression)) {
                exit(choice.getTrueExpression());
            }
            exit(choice.getFalseExpression());
        } else if (value instanceof SwitchExpression choice) {
            Returned.by(choice).forEach(this::exit);
        } else if (value instanceof ListExpression list && (block.expected().isMany() || isPayload())) {
            list.getExpressions().forEach(this::item);
        } else if (value instanceof MapExpression map && isPayload()) {
            map.getMapEntryExpressions().forEach(entry -> exit(entry.getValueExpression()));
        } else if (!isPayload() || value instanceof ClosureExpression) { // nothing else can't be sent
            add(block.expected(), Ast.place(value), given(value));
            Optional.of(value)
                    .filter(each -> block.expected() == Expected.MEMBER)
                    .flatMap(Ast::map)
                    .ifPresent(this::id);
        }
    }

    private boolean isPayload() {
        return block.expected() == Expected.PAYLOAD;
    }

    private void item(Expression item) {
        exit(item instanceof SpreadExpression spread ? spread.getExpression() : item);
    }

    /** Of a member whose fields are written out. */
    private void id(MapExpression member) {
        List<MapEntryExpression> entries = member.getMapEntryExpressions();
        if (!entries.stream().allMatch(entry -> entry.getKeyExpression() instanceof ConstantExpression)) {
            return;
        }
        List<Expression> ids = entries.stream()
                .filter(entry -> entry.getKeyExpression().getText().equals("id"))
                .map(MapEntryExpression::getValueExpression)
                .toList();
        if (ids.isEmpty()) {
            add(Expected.MEMBER_ID, Ast.place(member), Optional.of(new Written(new Constant(null, Ast.place(member)))));
        } else if (ids.size() == 1) {
            add(Expected.MEMBER_ID, Ast.place(ids.get(0)), given(ids.get(0)));
        }
    }

    private void add(Expected expected, Place place, Optional<Given> given) {
        exits.add(new Exit(expected, block.of(), place, given));
    }

    private Optional<Given> given(Expression value) {
        if (value instanceof ConstantExpression constant) {
            return Optional.of(new Written(new Constant(constant.getValue(), Ast.place(value))));
        }
        if (value instanceof MethodCallExpression call && call.isImplicitThis() && isOfOthers(call)) {
            return Optional.of(new Made(call.getMethodAsString()));
        }
        return known.apply(value).map(Known::new);
    }

    /** Whether the script has no method of that name. */
    private boolean isOfOthers(MethodCallExpression call) {
        return call.getMethodAsString() != null
                && method.getDeclaringClass()
                        .getMethods(call.getMethodAsString())
                        .isEmpty();
    }
}
