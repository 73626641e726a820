"""All thirty topics that are planned, as rows of the curriculum: what the house must be able to carry."""

from core.curriculum import ROOMS, Topic
from core.figures.topic_map import MapWords

ROWS = {  # slug: title, Chinese title, what it needs
    "mathematics": {
        "vectors": ("Vectors", "向量", ()),
        "matrices": ("Matrices", "矩阵", ("vectors",)),
        "decompositions": ("Eigenvectors and SVD", "特征向量与奇异值分解", ("matrices",)),
        "derivatives": ("Derivatives", "导数", ()),
        "gradients": ("Gradients", "梯度", ("derivatives", "vectors")),
    },
    "probability": {
        "distributions": ("Distributions", "概率分布", ()),
        "bayes": ("Bayes", "贝叶斯", ("distributions",)),
        "estimation": ("Estimation and tests", "估计与检验", ("distributions",)),
        "information": ("Information", "信息论", ("distributions",)),
    },
    "computing": {
        "tensors": ("Tensors", "张量", ("matrices",)),
        "autograd": ("Back-propagation", "反向传播", ("tensors", "gradients")),
        "frameworks": ("One model, many frameworks", "一个模型，多种框架", ("tensors", "autograd")),
    },
    "learning": {
        "linear_models": ("Linear models", "线性模型", ("matrices", "estimation")),
        "descent": ("Optimizers on surfaces", "曲面上的优化器", ("gradients",)),
        "learning_rate": ("Learning rate", "学习率", ("descent",)),
        "regularization": ("Fitting and generalizing", "拟合与泛化", ("linear_models",)),
    },
    "networks": {
        "mlp": ("Network lab", "网络实验室", ("tensors", "autograd", "descent")),
        "approximation": ("Any function, piece by piece", "逐段逼近任意函数", ("mlp",)),
        "initialization": ("Why the start matters", "初始化为什么重要", ("mlp",)),
        "convolution": ("A kernel slides", "卷积核的滑动", ("tensors",)),
        "cnn": ("LeNet to ResNet", "从 LeNet 到 ResNet", ("convolution", "mlp")),
        "rnn": ("Recurrent networks", "循环神经网络", ("mlp",)),
        "attention": ("Attention", "注意力", ("mlp", "matrices")),
        "detection": ("Detection", "目标检测", ("cnn",)),
        "gan": ("Generator against critic", "生成对抗网络", ("mlp", "information")),
    },
    "practice": {
        "data": ("Data", "数据", ()),
        "workbench": ("Workbench", "工作台", ("data", "mlp")),
        "metrics": ("Metrics", "评估指标", ()),
        "tuning": ("Tuning", "调参", ("workbench", "metrics")),
        "runs": ("Runs", "训练记录", ("workbench",)),
    },
}
THIRTY = tuple(
    Topic(slug, room, ":material/hub:", needs=needs) for room in ROOMS for slug, (_, _, needs) in ROWS[room].items()
)
ROOM_NAMES = {"en": [room.title() for room in ROOMS], "zh": ["数学", "概率统计", "计算", "学习", "网络", "实践"]}


def words_of_thirty(language: str) -> MapWords:
    """Titles as they may be, and a question as long as the longest of today's."""
    column = {"en": 0, "zh": 1}[language]
    titles = {slug: row[column] for rows in ROWS.values() for slug, row in rows.items()}
    question = (
        "How does every number in a formula learn how much it matters to the result?",
        "数组里面是什么样的？形状、步幅和 dtype 各起什么作用？",
    )
    return MapWords(
        language=language,
        label="Map",
        titles=titles,
        questions=dict.fromkeys(titles, question[column]),
        needs={topic.slug: ", ".join(titles[slug] for slug in topic.needs) for topic in THIRTY if topic.needs},
        rooms=dict(zip(ROOMS, ROOM_NAMES[language], strict=True)),
    )
